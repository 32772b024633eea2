package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.metrics.stats.Interval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Computes how alike the measures of one family order its cells. */
final class Agreements {
    private Agreements() {}

    static List<Agreement> all(Study study, MeasureTable table) {
        return Stream.of(Family.values())
                .flatMap(family -> names(family, study.measures(family)))
                .toList()
                .parallelStream()
                .map(pair -> one(study, table, pair))
                .toList();
    }

    private record Names(Family family, String first, String second) {}

    private static Stream<Names> names(Family family, List<String> measures) {
        List<Names> names = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            for (int j = i + 1; j < measures.size(); j++) {
                names.add(new Names(family, measures.get(i), measures.get(j)));
            }
        }
        return names.stream();
    }

    private static Agreement one(Study study, MeasureTable table, Names names) {
        Pairs pairs =
                new Pairs(
                        Unit.of(study, table, names.family(), names.first()),
                        Unit.of(study, table, names.family(), names.second()));
        Interval spearman = pairs.interval((x, y, _) -> Pairs.spearman(x, y));
        return new Agreement(names.family(), names.first(), names.second(), pairs.size(), spearman);
    }
}
