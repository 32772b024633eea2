package org.neuralredshift.cli;

import org.neuralredshift.simd.Lanes;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

@Command(
        name = "doctor",
        description = "Checks Java, the machine, the bits of known samples and the speed.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redshift doctor", "  ./redshift doctor --format jsonl --out machine.jsonl"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin private OutputOptions output = new OutputOptions();

    private boolean failed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Rows rows = output.rows()) {
            Finding module = MachineChecks.vectorModule();
            write(rows, module);
            write(rows, MachineChecks.java());
            write(rows, MachineChecks.system());
            write(rows, MachineChecks.processor());
            write(rows, MachineChecks.threads());
            write(rows, MachineChecks.hugePages());
            if (module.status() == Finding.Status.FINE) {
                write(rows, MachineChecks.memory());
                write(rows, MachineChecks.vectors());
                for (KnownSample sample : KnownSample.values()) {
                    write(rows, bits(sample));
                }
                write(rows, KernelSpeed.measure().finding(Lanes.SCALAR));
            }
            rows.finish();
        }
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void write(Rows rows, Finding finding) throws IOException {
        failed |= finding.status() == Finding.Status.FAILED;
        rows.write(finding.row());
    }

    private static Finding bits(KnownSample sample) throws InterruptedException {
        String computed = sample.computed(Runtime.getRuntime().availableProcessors());
        String check = "bits, " + sample;
        return computed.equals(sample.expected())
                ? Finding.fine(check, computed + ", as on every machine")
                : Finding.failed(
                        check,
                        "%s instead of %s".formatted(computed, sample.expected()),
                        "results can't be compared with those of other machines; try another JDK,"
                                + " and report this with the rest of this table");
    }
}
