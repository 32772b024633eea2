/**
 * Complexity of functions on a grid: mean frequency of Fourier and cosine spectra, mean order of
 * polynomial fits, variation; the symbols of a quantised grid; the Walsh spectrum of Boolean
 * tables. Every measure has one name, one formula and one citation.
 *
 * <p>The transforms are written here: sums and products of doubles with factors from {@link
 * StrictMath}, in a fixed order, so that the bits do not depend on the machine. (JTransforms takes
 * its factors from {@link Math}, whose last bit may differ between machines.) Lanes of vectors run
 * over lines of a grid; every vector kernel has a scalar twin beside it that gives the same bits.
 *
 * <p>Read first: {@link org.neuralredshift.metrics.spectral.SpectralMeasure} (the list, and one
 * call for one measure), {@link org.neuralredshift.metrics.spectral.SpectralScorer} (all measures
 * of many grids), {@link org.neuralredshift.metrics.spectral.BooleanTable}.
 *
 * <p>May use {@code simd} and {@code metrics.stats}. Lempel-Ziv counts of a grid combine {@link
 * org.neuralredshift.metrics.spectral.Raster} with {@code metrics.sequence} in {@code metrics}.
 */
@NullMarked
package org.neuralredshift.metrics.spectral;

import org.jspecify.annotations.NullMarked;
