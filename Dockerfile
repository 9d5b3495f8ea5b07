# The service as a container image: src/docs/container.md says how to build and to run it.

# With the JDK 25 that the runtime is cut from, and that runs on glibc.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
# With glibc and bash, which asks for the health.
ARG BASE_IMAGE=docker.io/library/debian:13-slim

FROM ${JDK_IMAGE} AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
ARG REVISION=unknown
# For who needs a proxy or a mirror.
ARG MAVEN_ARGS=""
ARG MAVEN_OPTS=""
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -Dmaven.test.skip=true -Dgit.commit=${REVISION} package
# What a start loads need not be inflated; as a layer that is sent it is even smaller so.
RUN java -Djarmode=tools -jar target/qudiffuse.jar extract --layers --destination layers \
    && java src/build/StoreJars.java layers
# A runtime of the modules that the program uses, and of jcmd, to look inside.
RUN modules=$(jdeps --multi-release 25 --ignore-missing-deps --print-module-deps \
        --class-path 'layers/dependencies/lib/*' layers/application/qudiffuse.jar) \
    && jlink --add-modules "$modules,jdk.jcmd" --no-header-files --no-man-pages --output /opt/jre
# Classes as the JVM has them after loading and linking. Good only for files of the same time and size at the same place.
# Made without vectors: while it is made, there is no module of the Vector API, to which classes could be linked.
# Without profiles, with which the next start would at once, before anything else, compile all that was ever hot.
RUN mkdir /app \
    && cp -r layers/*/. src/main/jvm/serve.options /app \
    && find /app /opt/jre layers -exec touch -d '2026-01-01 00:00:00 UTC' {} + \
    && java src/build/AotCache.java /app/qudiffuse.aot /opt/jre/bin/java \
        @/app/serve.options -XX:AOTCacheOutput=/app/qudiffuse.aot -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
        -Dqudiffuse.kernels=scalar -jar /app/qudiffuse.jar

FROM ${BASE_IMAGE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="QuDiffuse" \
      org.opencontainers.image.description="Draws handwritten digits with a hybrid quantum-classical diffusion model." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
WORKDIR /app
COPY LICENSE ./
COPY --from=build /opt/jre /opt/jre
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY --from=build /app/serve.options ./
COPY --from=build /app/qudiffuse.aot ./
ENV PATH=/opt/jre/bin:$PATH LANG=C.UTF-8
USER 10001:10001
EXPOSE 8080 8081
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s CMD ["/bin/bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
ENTRYPOINT ["java", "@/app/serve.options", "-XX:AOTCache=/app/qudiffuse.aot", "-XX:InitialRAMPercentage=15", "-XX:MaxRAMPercentage=35", "-jar", "/app/qudiffuse.jar"]
