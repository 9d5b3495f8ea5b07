package dev.qudiffuse;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the service on which anything can be sent, HTTP or not, and on which answers are
 * read by hardly more work than their bytes are. Used by one thread at a time.
 */
public final class RawConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private boolean answered;

  /** Connects. */
  public RawConnection(int port) throws IOException {
    this(new Socket("localhost", port));
  }

  /** Reads and writes a socket that is connected. */
  public RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * An answer.
   *
   * @param headers by their names in lower case, the last of each
   */
  public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** Whether the server closes the connection after it. */
    public boolean isLast() {
      return "close".equalsIgnoreCase(headers.get("connection"));
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** A request without a body and with what every request needs. */
  public static byte[] request(String method, String target, String... headerLines) {
    var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String line : headerLines) {
      text.append(line).append("\r\n");
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Reads an answer to a request that is not a {@code HEAD}. */
  public Answer read() throws IOException {
    return read(true);
  }

  /**
   * Reads an answer.
   *
   * @param expectsBody false after a {@code HEAD}
   * @throws EOFException if the connection ends before the answer does
   */
  public Answer read(boolean expectsBody) throws IOException {
    String statusLine = line();
    if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("expected a status line, got '%s'".formatted(statusLine));
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] header = line.split(":", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
    }
    boolean hasBody = expectsBody && status != 204 && status != 304;
    return new Answer(status, headers, hasBody ? body(headers) : new byte[0]);
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length != null) {
      return bytes(Integer.parseInt(length));
    }
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      return in.readAllBytes();
    }
    var body = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk != null; chunk = chunk()) {
      body.writeBytes(chunk);
    }
    return body.toByteArray();
  }

  private byte @Nullable [] chunk() throws IOException {
    byte[] chunk = bytes(Integer.parseInt(line(), 16));
    line();
    return chunk.length == 0 ? null : chunk;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("expected %d bytes, got %d".formatted(count, bytes.length));
    }
    return bytes;
  }

  /** A line as far as its end; what comes after it stays unread. */
  public String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("expected a line, got '%s'".formatted(line));
      }
      answered = true;
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Reads some bytes, at least one, and throws them away; 0 at the end. */
  public int skip(int most) throws IOException {
    return Math.max(0, in.read(new byte[most]));
  }

  /** Whether an answer has ever begun. */
  public boolean hasAnswer() {
    return answered;
  }

  /** Breaks off with a reset, as the system does for a process that was killed. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
