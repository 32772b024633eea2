/**
 * Charts as data, and two ways to show them: drawn (SVG for the page and for papers, PNG through
 * Java2D) and as JSON for the page's script, so that a chart is described once.
 *
 * <p>Layout never asks a font for its widths, so equal charts give equal SVG on every machine.
 *
 * <p>Read first: {@link org.neuralredshift.report.plot.Plot} (a chart), {@link
 * org.neuralredshift.report.plot.Mark} (what stands in its panels), {@link
 * org.neuralredshift.report.plot.Painter} (how it is laid out). Uses nothing of ours.
 */
@NullMarked
package org.neuralredshift.report.plot;

import org.jspecify.annotations.NullMarked;
