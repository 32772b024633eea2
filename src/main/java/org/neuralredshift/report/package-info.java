/**
 * The report of a result folder: figures for papers and one HTML page that needs nothing else, no
 * network and no program beside a browser. Reads results, never runs a network.
 *
 * <p>Template, style sheet and script are resources of this package. {@code echarts/} there holds
 * {@code dist/echarts.min.js} of the npm package echarts 6.1.0, unchanged, with its licence
 * (Apache-2.0); a newer one takes its place as a whole.
 *
 * <p>Read first: {@link org.neuralredshift.report.Report} (what is written), {@link
 * org.neuralredshift.report.Findings} (what figures and sections see of a study), {@link
 * org.neuralredshift.report.Figure} (a kind of figure; all of them are listed there). May use
 * {@code report.plot}, {@code comparison}, {@code experiments} and {@code metrics} (names and units
 * of measures, statistics).
 */
@NullMarked
package org.neuralredshift.report;

import org.jspecify.annotations.NullMarked;
