// expect-state 0:1
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
rx(1) q; rx(1.) q; rx(.5) q; rx(5e-1) q; rx(1_0.0E-1) q; rx(-4) q;
