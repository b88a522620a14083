import fc from "fast-check";

// That a test fails is all that counts, and not by which smallest example.
fc.configureGlobal({ endOnFailure: true });
