// expect-probabilities 111:1
OPENQASM 2.0;
// a program that brings its own library
gate u3(theta,phi,lambda) q { U(theta,phi,lambda) q; }
gate u2(phi,lambda) q { U(pi/2,phi,lambda) q; }
gate u1(lambda) q { U(0,0,lambda) q; }
gate cx c,t { CX c,t; }
gate id a { U(0,0,0) a; }
gate x a { u3(pi,0,pi) a; }
gate h a { u2(0,pi) a; }
gate t a { u1(pi/4) a; }
gate tdg a { u1(-pi/4) a; }
gate ccx a,b,c
{
  h c;
  cx b,c; tdg c;
  cx a,c; t c;
  cx b,c; tdg c;
  cx a,c; t b; t c; h c;
  cx a,b; t a; tdg b;
  cx a,b;
}
qreg q[3];
x q[0]; x q[1];
ccx q[0],q[1],q[2];
id q[2];
