package dev.qudiffuse.gateway;

/** The contract, kept by Spring Cloud Gateway. */
class SpringCloudGatewayTest extends GatewayContract {

  SpringCloudGatewayTest() {
    super(new SpringCloudGateway());
  }
}
