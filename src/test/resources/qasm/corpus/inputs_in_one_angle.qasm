// expect-parameters a=0.4 b=0.3
// expect-probabilities 0:0.984456210855322 1:0.015543789144678
OPENQASM 3.0;
include "stdgates.inc";
input float a;
input float unused;
input float b;
qubit q;
rx(a - 2*b + (a + b)/2 + 0.1) q;
