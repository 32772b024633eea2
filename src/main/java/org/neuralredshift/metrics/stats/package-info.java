/**
 * Statistics of samples, free of any notion of networks: summaries, bootstrap intervals, rank
 * correlation, two-sample and goodness-of-fit tests, permutation tests, correction for several
 * tests.
 *
 * <p>Moments, ranks, Kendall's tau, the Mann-Whitney and chi-square p values come from Hipparchus,
 * whose elementary functions are its own Java code: so every number here has the same bits on every
 * machine. What Hipparchus lacks, or answers with random jitter (Kolmogorov-Smirnov under ties), is
 * written here and tested against other programs.
 *
 * <p>Samples are arrays of finite numbers; NaN or an infinity is an error that names its index, so
 * that a caller has to decide what to do with it. A statistic that does not exist (the correlation
 * with a constant) is NaN, and says so where it is defined. Randomness is an argument.
 *
 * <p>Read first: {@link org.neuralredshift.metrics.stats.Summary}, {@link
 * org.neuralredshift.metrics.stats.Bootstrap}, {@link
 * org.neuralredshift.metrics.stats.RankCorrelation}. Uses nothing of ours.
 */
@NullMarked
package org.neuralredshift.metrics.stats;

import org.jspecify.annotations.NullMarked;
