package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.cli.Finding.Status;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.util.List;

/** The readings, given made-up machines, and one run on this one. */
@Tag("law")
class DoctorCommandTest {
    private static final long GB = 1_000_000_000;

    @Test
    void saysWhatEachCheckFound() {
        Captured captured = Captured.pipes();
        assertEquals(0, new Main(captured.console).run("doctor", "--format", "jsonl"));

        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> rows = captured.out().lines().map(mapper::readTree).toList();
        assertEquals(
                List.of(
                        "module",
                        "java",
                        "system",
                        "processor",
                        "threads",
                        "huge pages",
                        "memory",
                        "vectors",
                        "bits, explicit",
                        "bits, deferred",
                        "bits, greedy",
                        "speed"),
                rows.stream().map(row -> row.get("check").asString()).toList());
        for (JsonNode row : rows) {
            boolean fine = row.get("status").asString().equals("fine");
            assertEquals(fine, row.get("advice").isNull(), row.toString());
        }
    }

    @Test
    void tooLittleMemoryIsAFailureThatSaysWhatToDo() {
        Finding finding = MachineChecks.memory(GB, 4 * GB, 16 * GB, 2 * GB);
        assertEquals(Status.FAILED, finding.status());
        assertTrue(
                finding.value().startsWith("1.0 GB free of 4.0 GB (a limit; the machine has 16.0"));
        assertTrue(finding.advice().contains("--threads 1"));
        assertEquals(Status.FINE, MachineChecks.memory(2 * GB, 4 * GB, 4 * GB, GB).status());
    }

    @Test
    void busyProcessorsAreTold() {
        assertEquals(Status.FINE, MachineChecks.threads(2, 2, 1.9).status());
        assertEquals(Status.FINE, MachineChecks.threads(2, 2, -1).status());
        Finding busy = MachineChecks.threads(2, 8, 6);
        assertEquals(Status.SLOW, busy.status());
        assertTrue(busy.value().startsWith("2 of 8 processors"));
    }

    @Test
    void aForcedWidthIsTold() {
        assertEquals(Status.SLOW, MachineChecks.vectors(128, 256).status());
        assertEquals(Status.SLOW, MachineChecks.vectors(32, 128).status());
        assertEquals(Status.FINE, MachineChecks.vectors(128, 128).status());
        assertEquals(Status.FINE, MachineChecks.vectors(512, 1024).status());
    }

    @Test
    void vectorCodeThatDoesNotBecomeVectorInstructionsIsTold() {
        assertEquals(Status.SLOW, new KernelSpeed(3, 2, 10).finding(false).status());
        assertEquals(Status.FINE, new KernelSpeed(30, 2, 10).finding(false).status());
        assertTrue(new KernelSpeed(1, 2, 10).finding(true).advice().contains("redshift.simd"));
    }

    @Test
    void theProcessorIsNamedOnX86AndElsewhere() {
        assertEquals(
                "AMD EPYC 9R14",
                MachineChecks.processor("processor\t: 0\nmodel name\t: AMD EPYC 9R14 \n"));
        assertEquals(
                "Raspberry Pi 5",
                MachineChecks.processor("processor\t: 0\nModel\t\t: Raspberry Pi 5"));
        assertEquals(System.getProperty("os.arch"), MachineChecks.processor(""));
    }

    @Test
    void hugePagesAreReadFromTheBrackets() {
        assertTrue(hugePages("always madvise [never]", "").startsWith("never"));
        assertEquals("always", hugePages("[always] madvise never", ""));
        assertEquals("not known on this system", hugePages("", ""));
    }

    @Test
    void hugePagesToBeAskedForAreAskedForByTheLauncher() {
        String madvise = "always [madvise] never";
        String launcher = "glibc.malloc.hugetlb=1";
        assertEquals("madvise; weights in memory ask for them", hugePages(madvise, launcher));
        for (String other : List.of("", "glibc.malloc.hugetlb=0", "glibc.malloc.arena_max=1")) {
            assertTrue(hugePages(madvise, other).contains(launcher + " asks for them"), other);
        }
    }

    private static String hugePages(String enabled, String tunables) {
        return MachineChecks.hugePages(enabled, tunables).value();
    }
}
