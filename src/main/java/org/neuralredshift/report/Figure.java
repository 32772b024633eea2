package org.neuralredshift.report;

import org.neuralredshift.report.plot.Plot;

import java.util.List;

/** A kind of figure: looks at what a study varies and makes the charts that fit, maybe none. */
interface Figure {
    /** Panels of a figure; a study with more shows the first ones. */
    int MOST_PANELS = 12;

    /** All kinds, in the order of the page. A new kind is added here and nowhere else. */
    List<Figure> ALL =
            List.of(
                    new Scatter(),
                    new Effects(),
                    new HeatMaps(),
                    new Curves(),
                    new Distributions(),
                    new Gallery(),
                    new TokenStrips(),
                    new MeasureAgreement());

    /** Returns the charts of this kind. */
    List<Plot> of(Findings findings);

    /** Returns how many panels stand side by side: rows as full as they can be. */
    static int columns(int panels, int most) {
        int rows = Math.max(1, (panels + most - 1) / most);
        return Math.max(1, (panels + rows - 1) / rows);
    }

    /** Returns what a caption adds when not all of a study fits. */
    static String cut(boolean isCut) {
        return isCut ? " Not all of the study fits; cells.csv has every cell." : "";
    }
}
