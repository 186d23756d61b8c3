package dev.baton.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** One binding to each library that is not Java's: one place for its numbers and its errors. */
final class NativeCode {
  /** The C library, libraries that a host may lack, and libnftables; with their nested classes. */
  private static final String BINDINGS =
      "dev\\.baton\\.(linux\\.(Libc|LibcCalls|SharedLibrary)|lease\\.gate\\.NftContext)(\\$.*)?";

  private NativeCode() {}

  /** Whoever needs another call of the C library adds it to {@code dev.baton.linux.Libc}. */
  static ArchRule isCalledByItsBindingAlone() {
    return noClasses()
        .that()
        .haveNameNotMatching(BINDINGS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..");
  }
}
