/**
 * The command line: one class a command, which parses, calls and prints, and computes nothing.
 *
 * <p>Read first: {@link org.neuralredshift.cli.Main} (the root command and its exit codes), {@link
 * org.neuralredshift.cli.Console} (where data and messages go) and {@link
 * org.neuralredshift.cli.Rows} (results as JSON lines, CSV or a table).
 *
 * <p>A command is a {@code Callable<Integer>} that returns an {@link
 * org.neuralredshift.cli.ExitCode}, takes its shared options as mixins ({@link
 * org.neuralredshift.cli.CommonOptions}, {@link org.neuralredshift.cli.SeedOption}, {@link
 * org.neuralredshift.cli.OutputOptions}) and is registered in {@code Main}. Options of an enum type
 * take what {@code toString} prints. May use every other package; nothing uses it.
 */
@NullMarked
package org.neuralredshift.cli;

import org.jspecify.annotations.NullMarked;
