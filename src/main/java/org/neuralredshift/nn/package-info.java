/**
 * Networks with random weights: what is sampled (records), how the weights come (drawn at once or
 * deferred), the forward pass and the generation of sequences. What leaves this package is symbols
 * or grids of values; it never measures them.
 *
 * <p>Read first: {@link org.neuralredshift.nn.Transformer} (what is sampled), {@link
 * org.neuralredshift.nn.Decoder} (the forward pass, in one sitting), {@link
 * org.neuralredshift.nn.DeferredMatrix} (the weights that are drawn only where they are looked at).
 * May use {@code rng} and {@code simd}.
 *
 * <p>Symbols: L layers, H heads, C width, D = C / H, V vocabulary, T positions, R rows computed
 * together.
 */
@NullMarked
package org.neuralredshift.nn;

import org.jspecify.annotations.NullMarked;
