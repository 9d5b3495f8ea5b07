// expect-state 0:1
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
for int i in [3:2] { x q; }
