/**
 * Studies: what is varied and what is measured, the samples of every cell, and the folder that
 * keeps them. A study is a YAML text that resolves to cells in a fixed order; a cell is named by
 * the hash of what it is, so a finished sample is never run again.
 *
 * <p>Read first: {@link org.neuralredshift.experiments.Study} (the resolved study), {@link
 * org.neuralredshift.experiments.ResultStore} (the folder), {@link
 * org.neuralredshift.experiments.Runner} (the work). May use {@code nn}, {@code metrics}, {@code
 * checkpoint}, {@code rng} and {@code simd}, of the last only the activations that the records of
 * {@code nn} take.
 */
@NullMarked
package org.neuralredshift.experiments;

import org.jspecify.annotations.NullMarked;
