// expect-state 1:1
/* a block
   comment */ OPENQASM /* here */ 2.0; // and there
include "qelib1.inc"; /**/ qreg q[1]; //
x q[0]; // last line, without an end
