// expect-equals controlled_rz.qasm
OPENQASM 3;
include "stdgates.inc";
gate myrz(tau) q { gphase(-tau/2); U(0, 0, tau) q; }
qubit[2] q;
ctrl @ myrz(0.8) q[0], q[1];
