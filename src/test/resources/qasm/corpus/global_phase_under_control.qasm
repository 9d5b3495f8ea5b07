// expect-state 10:1
OPENQASM 3.0;
include "stdgates.inc";
gate minus a { gphase(pi); }
qubit[2] q;
h q[0];
ctrl @ minus q[0], q[1];
h q[0];
