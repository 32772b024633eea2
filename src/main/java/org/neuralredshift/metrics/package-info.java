/**
 * The measures of a grid under one roof: those of {@code metrics.spectral}, and the Lempel-Ziv
 * counts of {@code metrics.sequence} over the quantised grid. The two packages do not know each
 * other; this one joins them.
 *
 * <p>Read first: {@link org.neuralredshift.metrics.GridMeasure} (the list), {@link
 * org.neuralredshift.metrics.GridScorer} (many grids of one shape). May use {@code
 * metrics.sequence}, {@code metrics.spectral}, {@code metrics.stats} and {@code simd}.
 */
@NullMarked
package org.neuralredshift.metrics;

import org.jspecify.annotations.NullMarked;
