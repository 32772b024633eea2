package org.neuralredshift.rivals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Sets the threads of every OpenBLAS that is loaded. Libtorch brings one of its own beside that of
 * the Java bindings, with the same symbols, so a look-up by name alone finds only one of them. On
 * systems without {@code /proc} set {@code OPENBLAS_NUM_THREADS} instead.
 */
final class BlasThreads {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private BlasThreads() {}

    /** Sets the threads; the libraries must have been loaded. */
    static void set(int threads) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            for (String path : loaded()) {
                var symbol =
                        SymbolLookup.libraryLookup(Path.of(path), arena)
                                .find("openblas_set_num_threads");
                if (symbol.isPresent()) {
                    linker.downcallHandle(
                                    symbol.get(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                            .invokeExact(threads);
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> loaded() throws IOException {
        if (!Files.exists(MAPS)) {
            return List.of();
        }
        return Files.readAllLines(MAPS).stream()
                .filter(line -> line.contains("/libopenblas"))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .toList();
    }
}
