// expect-state 00:1
OPENQASM 2.0;
gate nothing(a) x0,y0 { }
gate fence x0,y0 { barrier x0,y0; }
qreg q[2];
nothing(1) q[0],q[1];
fence q[0],q[1];
