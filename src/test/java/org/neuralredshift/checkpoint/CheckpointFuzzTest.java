package org.neuralredshift.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.junit.jupiter.api.Tag;

import java.lang.foreign.MemorySegment;

/**
 * Fuzz targets: any bytes are read, or refused by an {@link IllegalArgumentException}. In the
 * normal suite the seeds of {@code CheckpointFuzzTestInputs} are run. To search on for five
 * minutes, guided by coverage:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn test-compile surefire:test@seeds-of-the-fuzz-tests \
 *     -Dtest='CheckpointFuzzTest#safetensors*' -Dfuzz.flags=
 * }</pre>
 */
@Tag("fuzz")
class CheckpointFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void safetensorsFilesAreReadOrRefused(byte[] file) {
        Fuzzing.readOrRefused(() -> SafetensorsHeader.of(MemorySegment.ofArray(file)));
    }

    @FuzzTest(maxDuration = "5m")
    void configurationsAreReadOrRefused(byte[] file) {
        Fuzzing.readOrRefused(() -> Gpt2Config.parse(file));
    }
}
