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
            1,
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
            20,
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
            0,
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
            4,
            SequenceScorer::lz78),
    LZ78_TOKENS(
            "lz78_tokens",
            Kind.COUNT,
            "phrases",
            "lz78, plus 1 when a last phrase is incomplete",
            "empty: 0; one symbol: 1; all different: n",
            "Ziv and Lempel 1978, doi:10.1109/TIT.1978.1055934",
            "with lz78",
            0,
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
            5,
            SequenceScorer::lzw),
    KC_LZ(
            "kc_lz",
            Kind.REAL,
            "bits",
            "log2(n) (lz76(s) + lz76(reverse of s)) / 2; constant: log2(n)",
            "empty: undefined; one symbol: 0",
            "Dingle, Camargo and Louis 2018, doi:10.1038/s41467-018-03101-6",
            "twice lz76",
            20,
            SequenceScorer::kcLz),
    ENTROPY(
            "entropy",
            Kind.REAL,
            "bits a symbol",
            "-sum p log2 p over the frequencies p of the symbols",
            "empty, one symbol, constant: 0; all different: log2(n)",
            "Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x",
            "O(n)",
            1,
            scorer -> scorer.blockEntropy(1)),
    ENTROPY_2(
            "entropy_2",
            Kind.REAL,
            "bits a word",
            "entropy of the n - 1 overlapping words of length 2",
            "no such word, constant: 0",
            "Crutchfield and Feldman 2003, doi:10.1063/1.1530990",
            "O(n) expected, up to 48 bytes a symbol",
            5,
            scorer -> scorer.blockEntropy(2)),
    ENTROPY_3(
            "entropy_3",
            Kind.REAL,
            "bits a word",
            "entropy of the n - 2 overlapping words of length 3",
            "no such word, constant: 0",
            "Crutchfield and Feldman 2003, doi:10.1063/1.1530990",
            "O(n) expected, up to 72 bytes a symbol",
            8,
            scorer -> scorer.blockEntropy(3)),
    ENTROPY_RATE(
            "entropy_rate",
            Kind.REAL,
            "bits a symbol",
            "(1/n) sum over i = 1 … n - 1 of log2(i + 1) / (1 + longest match at i that begins"
                    + " earlier)",
            "empty, one symbol: 0; all different: log2(n!) / n",
            "Gao, Kontoyiannis and Bienenstock 2008, doi:10.3390/entropy-e10020071"
                    + " (increasing window)",
            "O(n), about 20 bytes a symbol",
            25,
            SequenceScorer::entropyRate),
    PERIOD(
            "period",
            Kind.COUNT,
            "symbols",
            "period of the longest ending that repeats a word at least twice",
            "none: 0; constant, n >= 2: 1",
            "Knuth, Morris and Pratt 1977, doi:10.1137/0206024 (borders)",
            "O(n), 4 bytes a symbol",
            1,
            SequenceScorer::period),
    TRANSIENT(
            "transient",
            Kind.COUNT,
            "symbols",
            "length of what comes before that ending",
            "no period: n; constant, n >= 2: 0",
            "Knuth, Morris and Pratt 1977, doi:10.1137/0206024 (borders)",
            "O(n), 4 bytes a symbol",
            1,
            SequenceScorer::lead),
    REPETITION(
            "repetition",
            Kind.COUNT,
            "symbols",
            "smallest L such that repeating the first L symbols gives the sequence, cut to n",
            "empty: 0; constant: 1; all different: n",
            "Goldblum, Finzi, Rowan and Wilson 2023, arXiv:2304.05366",
            "O(n), 4 bytes a symbol",
            1,
            SequenceScorer::repetition),
    LZ76_PER_SYMBOL(
            "lz76_per_symbol",
            Kind.REAL,
            "components a symbol",
            "lz76 / n",
            "empty: 0; all different: 1",
            "Lempel and Ziv 1976, doi:10.1109/TIT.1976.1055501",
            "with lz76",
            0,
            scorer -> Normalisation.perSymbol(scorer.lz76(), scorer.length())),
    LZ78_PER_SYMBOL(
            "lz78_per_symbol",
            Kind.REAL,
            "phrases a symbol",
            "lz78 / n",
            "empty: 0; all different: 1",
            "Ziv and Lempel 1978, doi:10.1109/TIT.1978.1055934",
            "with lz78",
            0,
            scorer -> Normalisation.perSymbol(scorer.lz78(), scorer.length())),
    LZW_PER_SYMBOL(
            "lzw_per_symbol",
            Kind.REAL,
            "words a symbol",
            "lzw / n",
            "empty: 0; all different: 2 - 1 / n",
            "Welch 1984, doi:10.1109/MC.1984.1659158",
            "with lzw",
            0,
            scorer -> Normalisation.perSymbol(scorer.lzw(), scorer.length())),
    BZIP2(
            Compressor.BZIP2,
            "Burrows and Wheeler 1994, Digital SRC Research Report 124",
            "O(n) in blocks, about 9 MB",
            100),
    XZ(Compressor.XZ, "Collin, The .xz File Format, tukaani.org", "O(n), about 95 MB", 300),
    LZ4(
            Compressor.LZ4,
            "Collet, LZ4 Frame Format Description, github.com/lz4/lz4",
            "O(n), about 10 MB",
            60);

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
    private final int work;
    private final ToDoubleFunction<SequenceScorer> measure;

    SequenceMeasure(
            String id,
            Kind kind,
            String unit,
            String formula,
            String edgeCases,
            String citation,
            String cost,
            int work,
            ToDoubleFunction<SequenceScorer> measure) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.formula = formula;
        this.edgeCases = edgeCases;
        this.citation = citation;
        this.cost = cost;
        this.work = work;
        this.measure = measure;
    }

    SequenceMeasure(Compressor compressor, String citation, String cost, int work) {
        this(
                compressor.id(),
                Kind.COUNT,
                "bytes",
                "size after " + compressor.coder() + "; 1, 2 or 4 bytes a symbol go in",
                "empty: the container's head and end",
                citation,
                cost,
                work,
                scorer -> scorer.bytes(compressor));
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

    /**
     * Rough time a symbol of a long sequence, relative to that of {@code distinct}; 0 for what
     * comes with another measure. For progress bars only.
     */
    public int work() {
        return work;
    }

    /** Returns {@link #id()}. */
    @Override
    public String toString() {
        return id;
    }

    double measure(SequenceScorer scorer) {
        return measure.applyAsDouble(scorer);
    }
}
