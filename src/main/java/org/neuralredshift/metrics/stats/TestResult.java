package org.neuralredshift.metrics.stats;

/**
 * The outcome of a test.
 *
 * @param statistic the test statistic
 * @param pValue the probability, under the null hypothesis, of a statistic at least as extreme
 */
public record TestResult(double statistic, double pValue) {}
