/**
 * What the samples of a study say: how far the complexity of transformers' sequences follows that
 * of MLPs' functions, the effect of each factor in both families, and the verdict on each claim.
 * The unit is the cell; networks are resampled within cells, and activations are left out,
 * resampled or exchanged as whole blocks.
 *
 * <p>Read first: {@link org.neuralredshift.comparison.Comparison} (all that is found), {@link
 * org.neuralredshift.comparison.Association} (the answer to the project's question), {@link
 * org.neuralredshift.comparison.Judgement} (a claim and its verdict). May use {@code experiments},
 * {@code metrics.stats} and {@code rng}.
 */
@NullMarked
package org.neuralredshift.comparison;

import org.jspecify.annotations.NullMarked;
