/**
 * Float kernels in twins: a scalar one that reads like the equation, and a vector one that gives
 * the same bits at 128, 256 and 512 bits. Lanes run over outputs, never over a sum, except in the
 * true sums, which are defined over sixteen partial sums.
 *
 * <p>Read first: {@link org.neuralredshift.simd.Lanes} (the width in use), {@link
 * org.neuralredshift.simd.Functions} (exp, log, sin, …), {@link
 * org.neuralredshift.simd.Activation}. Uses nothing of ours.
 */
@NullMarked
package org.neuralredshift.simd;

import org.jspecify.annotations.NullMarked;
