package org.neuralredshift.metrics.spectral;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The measures of a Boolean function of n bits, given by its table of 2^n outputs. */
public enum BooleanMeasure {
    WALSH_DEGREE(
            "walsh_degree",
            "flips",
            "Σ |S| f̂(S)², equal to the average sensitivity",
            "constant: 0; parity of k bits: k",
            "O'Donnell 2014, doi:10.1017/CBO9781139814782",
            BooleanTable::walshDegree),
    WALSH_L1(
            "walsh_l1",
            "1",
            "Σ |f̂(S)|",
            "constant, parity: 1; greatest 2^(n/2)",
            "O'Donnell 2014, doi:10.1017/CBO9781139814782",
            BooleanTable::walshL1),
    MAX_SENSITIVITY(
            "max_sensitivity",
            "flips",
            "most single flips of one input that change the output",
            "constant: 0; parity of k bits: k",
            "Cook, Dwork and Reischuk 1986, doi:10.1137/0215006",
            BooleanTable::maxSensitivity),
    ENTROPY(
            "entropy",
            "bits",
            "-p log2 p - (1 - p) log2(1 - p), p the share of ones",
            "constant: 0; balanced: 1",
            "Mingard et al. 2019, arXiv:1909.11522",
            BooleanTable::entropy);

    private final String id;
    private final String unit;
    private final String formula;
    private final String edgeCases;
    private final String citation;
    private final ToDoubleFunction<BooleanTable> measure;

    BooleanMeasure(
            String id,
            String unit,
            String formula,
            String edgeCases,
            String citation,
            ToDoubleFunction<BooleanTable> measure) {
        this.id = id;
        this.unit = unit;
        this.formula = formula;
        this.edgeCases = edgeCases;
        this.citation = citation;
        this.measure = measure;
    }

    /** Finds a measure by its name in the output. */
    public static Optional<BooleanMeasure> byId(String id) {
        return Arrays.stream(values()).filter(measure -> measure.id.equals(id)).findFirst();
    }

    /** Returns the names of all measures, in the order of the output. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(BooleanMeasure::id).toList();
    }

    /** Computes this measure, in {@link #unit()}. */
    public double of(BooleanTable table) {
        return measure.applyAsDouble(table);
    }

    /** Name in the output. */
    public String id() {
        return id;
    }

    /** Unit of a value. */
    public String unit() {
        return unit;
    }

    /** Definition, in one line of plain text. */
    public String formula() {
        return formula;
    }

    /** Values that one should know. */
    public String edgeCases() {
        return edgeCases;
    }

    /** Source, with DOI or arXiv number. */
    public String citation() {
        return citation;
    }

    /** Time and memory for n variables. */
    public String cost() {
        return "O(n 2^n)";
    }
}
