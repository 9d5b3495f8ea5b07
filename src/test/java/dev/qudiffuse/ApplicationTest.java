package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ApplicationTest {

  @TempDir private Path folder;

  static Stream<Arguments> argumentsThatServe() {
    return Stream.of(
        Arguments.of(new String[] {}, new String[] {"serve"}),
        Arguments.of(
            new String[] {"--server.port=9000"}, new String[] {"serve", "--server.port=9000"}),
        Arguments.of(
            new String[] {"--debug", "--a.b=c"}, new String[] {"serve", "--debug", "--a.b=c"}));
  }

  @ParameterizedTest
  @MethodSource("argumentsThatServe")
  void servesWhenNoCommandIsNamed(String[] arguments, String[] expected) {
    assertThat(Application.withDefaultCommand(arguments)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"--help", "-h", "--version", "sample", "train", "serve"})
  void leavesEverythingElseAlone(String argument) {
    assertThat(Application.withDefaultCommand(new String[] {argument})).containsExactly(argument);
  }

  @Test
  void helpNamesEveryCommand() {
    var out = new StringWriter();

    assertThat(Application.commandLine().setOut(new PrintWriter(out)).execute("--help")).isZero();
    assertThat(out.toString()).contains("serve", "sample", "train");
  }

  @ParameterizedTest
  @CsvSource({"sample", "join-samples"})
  void noHelpHasADefaultForWhatMustBeGiven(String command) {
    var out = new StringWriter();

    assertThat(Application.commandLine().setOut(new PrintWriter(out)).execute(command, "--help"))
        .isZero();
    assertThat(out.toString()).contains("=DIR").doesNotContain("Default: 0");
  }

  @Test
  void everyCommandIsDescribedByAWholeSentence() {
    assertThat(Application.commandLine().getSubcommands().values())
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().usageMessage().description()[0]).endsWith("."));
  }

  @Test
  void serveSaysWhatItTakes(CapturedOutput output) {
    assertThat(Application.run("serve", "--help")).isZero();
    assertThat(output)
        .contains("Usage: qudiffuse serve")
        .contains("--qudiffuse.model=FILE")
        .doesNotContain("sample");
  }

  @Test
  void aTruncatedModelEndsTheStartInOneLine(CapturedOutput output) throws IOException {
    Path file = TinyModel.write(folder.resolve("model.safetensors"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));

    serve(output, "qudiffuse.model", file);

    assertThat(onlyErrorLine(output)).contains(file + ": expected ", "found only ");
  }

  @Test
  void aCorruptedModelEndsTheStartInOneLine(CapturedOutput output) throws IOException {
    Path file = TinyModel.write(folder.resolve("model.safetensors"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    serve(output, "qudiffuse.model", file);

    assertThat(onlyErrorLine(output)).contains(file + ": expected content with checksum ");
  }

  @ParameterizedTest
  @CsvSource({
    "imageSize, 32, 'expected imageSize 28, found 32'",
    "conditions, 3, 'expected conditions 10, found 3'",
    "architecture, transformer, 'found expected architecture hybrid-u-net, got transformer'",
    "topChannels, many, 'found expected an integer for topChannels, got many'",
    "qubits, 7, 'expected the '",
    "groups, 7, 'expected groups that divide '",
    "topChannels, 0, 'topChannels: expected 1 to 1024, got 0'",
    "qubits, 40, 'qubits: expected 2 to 12, got 40'",
    "diffusion.schedule, linear, 'expected diffusion.schedule cosine, found linear'",
    "diffusion.predictionType, score, 'expected diffusion.predictionType epsilon'"
  })
  void aModelOfAnotherKindEndsTheStartInOneLine(
      String key, String value, String complaint, CapturedOutput output) {
    Path file = TinyModel.write(folder.resolve("model.safetensors"), Map.of(key, value));

    serve(output, "qudiffuse.model", file);

    assertThat(onlyErrorLine(output)).contains(file + ": ", complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "qudiffuse.threads, -1, 'qudiffuse.threads: expected 0 (as many as processors) or more, got -1'",
    "qudiffuse.steps, 0, 'qudiffuse.steps: expected an integer from 1 to 1000, got 0'",
    "qudiffuse.threads, many, many",
    "qudiffuse.allowed-origins, app.example, 'qudiffuse.allowed-origins: expected origins such as https://app.example, or * alone, got app.example'",
    "qudiffuse.security.api-keys.alice, short, 'qudiffuse.security.api-keys.alice: expected at least 16 characters without space around them, got 5 characters'",
    "qudiffuse.security.api-keys.alice, '', 'qudiffuse.security.api-keys.alice: expected at least 16 characters without space around them, got 0 characters'",
    "qudiffuse.security.required, true, 'qudiffuse.security.api-keys: expected a key, or else an issuer of JSON Web Tokens, got neither'",
    "qudiffuse.security.required, perhaps, perhaps",
    "spring.security.oauth2.resourceserver.jwt.issuer-uri, '', 'qudiffuse.security.api-keys: expected a key, or else an issuer of JSON Web Tokens, got neither'"
  })
  void aWrongSettingEndsTheStartInOneLine(
      String name, String value, String complaint, CapturedOutput output) {
    serve(output, name, value);

    assertThat(onlyErrorLine(output)).contains(complaint);
  }

  @Test
  void anUnknownSettingEndsTheStartInOneLine(CapturedOutput output) {
    serve(output, "qudiffuse.threds", 2);

    assertThat(onlyErrorLine(output))
        .contains("qudiffuse.threds: expected one of the settings qudiffuse.model, ")
        .contains(", qudiffuse.queue-capacity, ")
        .endsWith(", got an unknown name (commandLineArgs)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9000", "--threads=2", "--server.port", "-v", "sample"})
  void aWordThatIsNoSettingEndsTheStartInOneLine(String word, CapturedOutput output) {
    String complaint =
        "serve: expected settings such as --server.port=9000, got '%s'%n".formatted(word);

    assertThat(Application.run("serve", "--server.port=0", word)).isEqualTo(2);
    assertThat(Application.run("--server.port=0", word)).isEqualTo(2);
    assertThat(output).hasToString(complaint.repeat(2));
  }

  private static void serve(CapturedOutput output, String setting, Object value) {
    int exitCode =
        Application.run(
            "--server.port=0", "--management.server.port=0", "--%s=%s".formatted(setting, value));

    assertThat(exitCode).as(output.toString()).isEqualTo(1);
    assertThat(output.toString()).doesNotContain("\tat ").doesNotContain("Started Application");
  }

  private static String onlyErrorLine(CapturedOutput output) {
    var errors = output.toString().lines().filter(line -> line.contains(" ERROR ")).toList();
    assertThat(errors).hasSize(1).first().asString().contains("Cannot start: ");
    assertThat(output.toString()).doesNotContain(" WARN ");
    return errors.getFirst();
  }
}
