package org.neuralredshift.simd;

import static org.neuralredshift.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * The built-in activations. A new one is a constant here: its texts, its scalar twin and the loop
 * over its vector twin (a loop of its own, so that nothing boxes).
 */
public enum BuiltInActivation implements Activation {
    RELU("relu", "max(0, x)", "rectified linear unit", "doi:10.1109/TSSC.1969.300225") {
        @Override
        public float at(float x) {
            return Piecewise.relu(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Piecewise.relu(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    GELU(
            "gelu",
            "x/2 (1 + erf(x/√2))",
            "Gaussian error linear unit: x times the normal distribution function",
            "arXiv:1606.08415") {
        @Override
        public float at(float x) {
            return ErrorFunction.gelu(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                ErrorFunction.gelu(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    GELU_TANH(
            "gelu-tanh",
            "x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))",
            "GELU as GPT-2 computes it, by tanh",
            "arXiv:1606.08415") {
        @Override
        public float at(float x) {
            return Logistic.geluTanh(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Logistic.geluTanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    SWISH(
            "swish",
            "x / (1 + e^−x)",
            "sigmoid-weighted linear unit, also SiLU",
            "arXiv:1710.05941") {
        @Override
        public float at(float x) {
            return Logistic.swish(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Logistic.swish(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    SELU(
            "selu",
            "λ x for x ≥ 0, λ α (e^x − 1) below; λ = 1.0507009873554805, α = 1.6732632423543772",
            "scaled exponential linear unit, self-normalising",
            "arXiv:1706.02515") {
        @Override
        public float at(float x) {
            return Exponential.selu(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Exponential.selu(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    TANH("tanh", "tanh x", "hyperbolic tangent", "doi:10.1007/3-540-49430-8_2") {
        @Override
        public float at(float x) {
            return Logistic.tanh(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Logistic.tanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    GAUSSIAN("gaussian", "e^(−x²/2)", "Gaussian bump", "arXiv:2403.02241") {
        @Override
        public float at(float x) {
            return Exponential.gaussian(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Exponential.gaussian(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    SINE("sine", "sin x", "sine", "arXiv:2006.09661") {
        @Override
        public float at(float x) {
            return Circular.sin(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            Functions.sin(x, from, to);
        }
    },

    SIGMOID("sigmoid", "1 / (1 + e^−x)", "logistic function", "doi:10.1007/BF02551274") {
        @Override
        public float at(float x) {
            return Logistic.sigmoid(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Logistic.sigmoid(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    ERF("erf", "erf x", "error function", "doi:10.1162/089976698300017412") {
        @Override
        public float at(float x) {
            return ErrorFunction.erf(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                ErrorFunction.erf(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    STEP("step", "1 for x > 0, 0 below and at 0", "threshold unit", "doi:10.1007/BF02478259") {
        @Override
        public float at(float x) {
            return Piecewise.step(x);
        }

        @Override
        void lanes(float[] x, int from, int to) {
            for (int i = from; i < to; i += FLOATS.length()) {
                Piecewise.step(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
            }
        }
    },

    IDENTITY("identity", "x", "no non-linearity: a linear network", "arXiv:1312.6120") {
        @Override
        public float at(float x) {
            return x;
        }

        @Override
        void lanes(float[] x, int from, int to) {}
    };

    private final String label;
    private final String formula;
    private final String description;
    private final String source;

    BuiltInActivation(String label, String formula, String description, String source) {
        this.label = label;
        this.formula = formula;
        this.description = description;
        this.source = source;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String formula() {
        return formula;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public void apply(float[] x, int from, int to) {
        int end = Functions.vectorEnd(x, from, to);
        lanes(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = at(x[i]);
        }
    }

    /** Applies the vector twin to a range of whole vectors. */
    abstract void lanes(float[] x, int from, int to);
}
