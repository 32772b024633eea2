/**
 * Complexity of symbol sequences: Lempel-Ziv counts, entropies, periods, compressed sizes. Symbols
 * are any {@code int}s, so that token ids, code points, bytes and quantised values are measured by
 * the same code. Every measure has one name, one formula and one citation.
 *
 * <p>Read first: {@link org.neuralredshift.metrics.sequence.SequenceMeasure} (the list, and one
 * call for one measure), {@link org.neuralredshift.metrics.sequence.SequenceScores} (one call for
 * many), {@link org.neuralredshift.metrics.sequence.SequenceScorer} (many sequences without
 * allocation).
 *
 * <p>May use {@code simd} and {@code metrics.stats}; randomness comes in as a {@link
 * java.util.random.RandomGenerator}.
 */
@NullMarked
package org.neuralredshift.metrics.sequence;

import org.jspecify.annotations.NullMarked;
