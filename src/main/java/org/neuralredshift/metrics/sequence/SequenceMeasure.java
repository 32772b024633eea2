package org.neuralredshift.metrics.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The measures of a symbol sequence s[0], …, s[n - 1]: each with its name in the output, formula,
 * unit, edge cases, source and cost. Symbols are any {@code int}s; only which of them are equal
 * matters, never their values (the compressors apart).
 *
 * <pre>{@code
 * double phrases = SequenceMeasure.LZ78.of(tokens);
 * }</pre>
 */
public enum SequenceMeasure {
    DISTINCT(
            "distinct",
            Kind.COUNT,
            "symbols",
            "number of different symbols",
            "empty: 0",
            "Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x (alphabet)",
            "O(n)",
            SequenceScorer::distinct),
    LZ76(
            "lz76",
            Kind.COUNT,
            "components",
            "components of the exhaustive history: each the longest match that begins earlier"
                    + " (overlap allowed) and one symbol more; a last full copy counts",
            "empty: 0; one symbol: 1; constant, n >= 2: 2; p distinct symbols repeated, n > p: p +"
                    + " 1",
            "Lempel and Ziv 1976, doi:10.1109/TIT.1976.1055501",
            "O(n), about 20 bytes a symbol",
            SequenceScorer::lz76),
    LZ76_LAST_INCOMPLETE(
            "lz76_last_incomplete",
            Kind.FLAG,
            "yes or no",
            "whether the last LZ76 component is a full copy; lz76 less this flag counts complete"
                    + " components only",
            "empty, one symbol: no; constant, n >= 2: yes",
            "Lempel and Ziv 1976, doi:10.1109/TIT.1976.1055501",
            "with lz76",
            scorer -> scorer.lz76LastIncomplete() ? 1 : 0),
    LZ78(
            "lz78",
            Kind.COUNT,
            "phrases",
            "distinct phrases of the incremental parsing: each the shortest word not yet in the"
                    + " dictionary; an incomplete last phrase is dropped",
            "empty: 0; one symbol: 1; constant: floor((sqrt(8n + 1) - 1) / 2); all different: n",
            "Ziv and Lempel 1978, doi:10.1109/TIT.1978.1055934",
            "O(n) expected, at most 24 bytes a phrase",
            SequenceScorer::lz78),
    LZ78_TOKENS(
            "lz78_tokens",
            Kind.COUNT,
            "phrases",
            "lz78, plus 1 when a last phrase is incomplete",
            "empty: 0; one symbol: 1; all different: n",
            "Ziv and Lempel 1978, doi:10.1109/TIT.1978.1055934",
            "with lz78",
            SequenceScorer::lz78Tokens),
    LZW(
            "lzw",
            Kind.COUNT,
            "words",
            "size of the final dictionary that starts with the symbols that occur",
            "empty: 0; one symbol: 1; constant: floor((sqrt(8n - 7) + 1) / 2);"
                    + " all different: 2n - 1",
            "Welch 1984, doi:10.1109/MC.1984.1659158",
            "O(n) expected, at most 24 bytes a word",
            SequenceScorer::lzw),
    KC_LZ(
            "kc_lz",
            Kind.REAL,
            "bits",
            "log2(n) (lz76(s) + lz76(reverse of s)) / 2; constant: log2(n)",
            "empty: undefined; one symbol: 0",
            "Dingle, Camargo and Louis 2018, doi:10.1038/s41467-018-03101-6",
            "twice lz76",
            SequenceScorer::kcLz);

    /** How a value is written. */
    public enum Kind {
        /** A whole number. */
        COUNT,
        /** 1 for yes, 0 for no. */
        FLAG,
        /** A real number. */
        REAL
    }

    private final String id;
    private final Kind kind;
    private final String unit;
    private final String formula;
    private final String edgeCases;
    private final String citation;
    private final String cost;
    private final ToDoubleFunction<SequenceScorer> measure;

    SequenceMeasure(
            String id,
            Kind kind,
            String unit,
            String formula,
            String edgeCases,
            String citation,
            String cost,
            ToDoubleFunction<SequenceScorer> measure) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.formula = formula;
        this.edgeCases = edgeCases;
        this.citation = citation;
        this.cost = cost;
        this.measure = measure;
    }

    /** Finds a measure by its name in the output. */
    public static Optional<SequenceMeasure> byId(String id) {
        return Arrays.stream(values()).filter(measure -> measure.id.equals(id)).findFirst();
    }

    /** Returns the names of all measures, in the order of the output. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(SequenceMeasure::id).toList();
    }

    /**
     * Computes this measure of a sequence of any integers, in {@link #unit()}. The one undefined
     * value, {@code kc_lz} of the empty sequence, is NaN.
     */
    public double of(int[] symbols) {
        SequenceScorer scorer = new SequenceScorer();
        scorer.load(symbols);
        return scorer.value(this);
    }

    /** Name in the output. */
    public String id() {
        return id;
    }

    /** How a value is written. */
    public Kind kind() {
        return kind;
    }

    /** Unit of a value. */
    public String unit() {
        return unit;
    }

    /** Definition, in one line of plain text. */
    public String formula() {
        return formula;
    }

    /** Values of the empty sequence, one symbol, a constant, all different symbols. */
    public String edgeCases() {
        return edgeCases;
    }

    /** Source, with DOI or arXiv number. */
    public String citation() {
        return citation;
    }

    /** Time and memory for n symbols. */
    public String cost() {
        return cost;
    }

    double measure(SequenceScorer scorer) {
        return measure.applyAsDouble(scorer);
    }
}
