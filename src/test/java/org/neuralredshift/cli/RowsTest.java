package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.util.List;
import java.util.stream.IntStream;

@Tag("law")
class RowsTest {
    private static final String AWKWARD = " a,\"b\"\n\\ \u0001 \u20ac \ud83d\ude00 ";

    private static Row everything() {
        return new Row()
                .put("sample", 3)
                .put("seed", Long.MIN_VALUE)
                .put("gain", 0.1f)
                .put("mean", 0.1)
                .put("none", (String) null)
                .put("ok", true)
                .put("text", AWKWARD)
                .put("tokens", new int[] {5, -6, 7})
                .put("values", new double[] {0.5, Double.NaN})
                .put("bad", Double.POSITIVE_INFINITY);
    }

    @Test
    void jsonIsReadBackByAJsonParser() {
        JsonNode read = new ObjectMapper().readTree(text(RowFormat.JSONL, everything()));

        assertEquals(3, read.get("sample").asInt());
        assertEquals(Long.MIN_VALUE, read.get("seed").asLong());
        assertEquals("0.1", read.get("gain").toString());
        assertEquals("0.1", read.get("mean").toString());
        assertTrue(read.get("none").isNull());
        assertTrue(read.get("ok").asBoolean());
        assertEquals(AWKWARD, read.get("text").asString());
        assertEquals("[5,-6,7]", read.get("tokens").toString());
        assertEquals("[0.5,null]", read.get("values").toString());
        assertTrue(read.get("bad").isNull());
    }

    @Test
    void everyCharacterSurvivesJson() {
        ObjectMapper mapper = new ObjectMapper();
        IntStream.rangeClosed(0, Character.MAX_VALUE)
                .mapToObj(c -> String.valueOf((char) c))
                .forEach(c -> assertEquals(c, mapper.readValue(JsonRows.quoted(c), String.class)));
    }

    @Test
    void csvQuotesAsInRfc4180() {
        assertEquals(
                "sample,seed,gain,mean,none,ok,text,tokens,values,bad\n"
                        + "3,-9223372036854775808,0.1,0.1,,true,\""
                        + AWKWARD.replace("\"", "\"\"")
                        + "\",\"5 -6 7\",\"0.5 NaN\",Infinity\n",
                text(RowFormat.CSV, everything()));
    }

    @Test
    void csvTellsAnEmptyTextFromNothing() {
        Row row = new Row().put("a", "").put("b", (String) null).put("c", 1);
        assertEquals("a,b,c\n\"\",,1\n", text(RowFormat.CSV, row));
    }

    @Test
    void columnsAreThoseOfTheFirstRow() {
        Row first = new Row().put("a", 1).put("b", 2);
        assertEquals("a,b\n1,2\n,3\n", text(RowFormat.CSV, first, new Row().put("b", 3)));
        assertThrows(
                IllegalStateException.class,
                () -> text(RowFormat.CSV, first, new Row().put("c", 3)));
    }

    @Test
    void aTableAlignsNumbersRightAndTextsLeft() {
        assertEquals(
                """
                name     n      mean
                a        5  0.333333
                longer  12    1.5E-9
                """,
                text(
                        RowFormat.TABLE,
                        new Row().put("name", "a").put("n", 5).put("mean", 1.0 / 3),
                        new Row().put("name", "longer").put("n", 12).put("mean", 1.5e-9)));
    }

    @Test
    void aTableCutsLongArrays() {
        Row row = new Row().put("tokens", IntStream.range(0, 100).toArray()).put("n", 1);
        assertEquals(
                List.of("tokens                     n", "0 1 2 3 4 5 6 7 ... (100)  1"),
                text(RowFormat.TABLE, row).lines().toList());
    }

    @Test
    void aLongTableKeepsTheWidthsOfItsFirstRows() {
        Row[] rows =
                IntStream.range(0, 200)
                        .mapToObj(i -> new Row().put("n", i % 50).put("m", 1))
                        .toArray(Row[]::new);
        List<String> lines = text(RowFormat.TABLE, rows).lines().toList();
        assertEquals(201, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.length() == 5), lines.toString());
    }

    private static String text(RowFormat format, Row... rows) {
        RowEncoder encoder = format.encoder();
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            encoder.row(row, text);
        }
        encoder.end(text);
        return text.toString();
    }
}
