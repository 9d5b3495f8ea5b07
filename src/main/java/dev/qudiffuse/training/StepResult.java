package dev.qudiffuse.training;

import java.time.Duration;

/**
 * What one step of training was like.
 *
 * @param step number of updates made, this one included
 * @param loss mean loss of the batch, before the update
 * @param smoothedLoss mean over the last hundred batches or so
 * @param learningRate rate of the update
 * @param gradientNorm length of the batch's gradient before clipping
 * @param examples size of the batch
 * @param duration time the step took
 */
public record StepResult(
    long step,
    double loss,
    double smoothedLoss,
    double learningRate,
    double gradientNorm,
    int examples,
    Duration duration) {}
