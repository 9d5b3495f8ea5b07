package dev.qudiffuse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class Application {

  /** Serves. */
  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }
}
