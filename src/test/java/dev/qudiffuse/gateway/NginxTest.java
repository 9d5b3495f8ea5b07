package dev.qudiffuse.gateway;

import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, kept by nginx. */
@ExtendWith(Nginx.Installed.class)
class NginxTest extends GatewayContract {

  NginxTest() {
    super(new Nginx());
  }
}
