/**
 * Random numbers that are a function of their address. Nothing is carried from one draw to the
 * next, so the order of work, the threads and the vector width cannot change a value.
 *
 * <p>An address is (stream version, seed, cell, sample, tensor, index). Read first: {@link
 * org.neuralredshift.rng.StreamKey} (version, seed and cell), {@link
 * org.neuralredshift.rng.Deviates} (blocks of normal and uniform deviates), {@link
 * org.neuralredshift.rng.Philox} (the generator). Uses nothing of ours.
 */
@NullMarked
package org.neuralredshift.rng;

import org.jspecify.annotations.NullMarked;
