package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every check is shown by somebody, and by those that checks.tsv says. */
class ChecksTest {

    @Test
    void listsTheChecksFromOneToSixtyTwo() {
        assertThat(Check.all().stream().map(Check::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 62).boxed().toList());
        assertThat(Check.all()).allSatisfy(check -> assertThat(check.shownBy()).isNotEmpty());
    }

    @Test
    void saysWhoShowsEachCheck() throws IOException {
        Map<Integer, Set<String>> said = new TreeMap<>();
        Check.all().forEach(check -> said.put(check.number(), check.shownBy()));

        Map<Integer, Set<String>> found = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter().importPackagesOf(ChecksTest.class)) {
            Class<?> tests = each.reflect();
            for (Method method : tests.getDeclaredMethods()) {
                Shows shows = method.getAnnotation(Shows.class);
                String who = InCell.class.isAssignableFrom(tests) ? "java" : "wire";
                if (shows != null) {
                    IntStream.of(shows.value()).forEach(check -> add(found, check, who));
                }
            }
        }
        Scenarios.declared().values().stream()
                .flatMap(Set::stream)
                .forEach(check -> add(found, check, "javascript"));

        assertThat(found).isEqualTo(said);
    }

    private static void add(Map<Integer, Set<String>> found, int check, String who) {
        found.computeIfAbsent(check, key -> new TreeSet<>()).add(who);
    }
}
