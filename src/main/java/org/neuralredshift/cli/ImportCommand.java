package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.checkpoint.Gpt2Folder;
import org.neuralredshift.checkpoint.TensorEntry;
import org.neuralredshift.nn.Tensor;
import org.neuralredshift.nn.Transformer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "import",
        description = "Checks a GPT-2 folder and describes its tensors, one row each.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift import gpt2 --format table    # a clone of huggingface.co/gpt2, or an"
                    + " export",
            "  ./redshift generate --checkpoint gpt2 --prompt-text Hello"
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder with config.json and model.safetensors.")
    private @Nullable Path folder;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ProgressOptions common = new ProgressOptions();

    @Override
    public Integer call() throws IOException {
        if (folder == null) {
            throw new IllegalStateException("picocli refuses a call without a folder");
        }
        long notFinite = 0;
        try (Gpt2Folder opened = Gpt2Folder.open(folder);
                Rows rows = output.rows();
                Progress progress = common.progress("tensors", opened.entries().size())) {
            describe(opened);
            for (Map.Entry<Tensor, TensorEntry> entry : opened.entries().entrySet()) {
                TensorValues values = new TensorValues();
                opened.read(entry.getKey(), (_, row) -> values.add(row));
                rows.write(row(entry.getValue(), values));
                notFinite += values.notFinite();
                progress.add(1);
            }
            rows.finish();
        }
        if (notFinite > 0) {
            common.message("warning: %d weights are not finite".formatted(notFinite));
        }
        return ExitCode.DONE;
    }

    private void describe(Gpt2Folder opened) {
        Transformer model = opened.model();
        common.message(
                String.format(
                        Locale.ROOT,
                        "GPT-2 of %,d weights: %d layers, %d heads, width %d, %,d tokens, context"
                                + " %d, %s, %s head",
                        model.parameters(),
                        model.layers(),
                        model.heads(),
                        model.width(),
                        model.vocabulary(),
                        model.context(),
                        model.activation().label(),
                        model.head()));
        if (!opened.masks().isEmpty()) {
            common.message("passed over %d causal masks".formatted(opened.masks().size()));
        }
        if (!opened.config().unknown().isEmpty()) {
            common.message(
                    "passed over unknown keys of the configuration: "
                            + String.join(", ", opened.config().unknown()));
        }
    }

    private static Row row(TensorEntry entry, TensorValues values) {
        return new Row()
                .put("tensor", entry.name())
                .put("dtype", entry.dtype().name())
                .put("shape", entry.shapeText())
                .put("mean", values.mean())
                .put("sd", values.standardDeviation())
                .put("min", values.least())
                .put("max", values.largest())
                .put("nonfinite", values.notFinite());
    }
}
