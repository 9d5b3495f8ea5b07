// expect-state 101011:1
OPENQASM 3.0;
include "stdgates.inc";
qubit[6] q;
for int i in {0, 5} { x q[i]; }
for i in [4:-2:2] x q[i];
