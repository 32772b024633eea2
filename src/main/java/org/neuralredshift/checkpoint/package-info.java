/**
 * Networks as files: GPT-2 folders as Hugging Face's transformers library reads and writes them
 * ({@code config.json} and {@code model.safetensors}). Files come from anywhere: every length,
 * range and shape is checked with exact arithmetic before anything is allocated, and what would
 * change the result but is not supported is refused by its name.
 *
 * <p>Read first: {@link org.neuralredshift.checkpoint.Gpt2Folder} (a folder in and out), {@link
 * org.neuralredshift.checkpoint.Gpt2Config} (what the configuration says), {@link
 * org.neuralredshift.checkpoint.SafetensorsHeader} (the checks of a hostile header). May use {@code
 * nn}, {@code rng} and {@code simd}.
 */
@NullMarked
package org.neuralredshift.checkpoint;

import org.jspecify.annotations.NullMarked;
