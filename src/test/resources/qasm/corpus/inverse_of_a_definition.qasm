// expect-state 00:1
OPENQASM 3.0;
include "stdgates.inc";
gate tangle(a, b) x0, x1 { ry(a) x0; cx x0, x1; gphase(b); t x1; sx x0; }
qubit[2] q;
tangle(0.3, 1.1) q[0], q[1];
inv @ tangle(0.3, 1.1) q[0], q[1];
