// expect-state 0:0,1
OPENQASM 3.0;
gphase(pi/2);
qubit q;
