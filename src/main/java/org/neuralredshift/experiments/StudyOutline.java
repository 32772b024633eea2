package org.neuralredshift.experiments;

/**
 * What a study asks and how much it samples.
 *
 * @param title what is asked, one line, may be empty
 * @param cells their number
 * @param sampling how many samples a cell has
 */
public record StudyOutline(String title, int cells, Sampling sampling) {}
