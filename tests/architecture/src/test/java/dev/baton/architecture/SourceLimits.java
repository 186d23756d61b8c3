package dev.baton.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Sizes beyond which code is split, the Javadoc that every public type has, and how the keys of a
 * message are written.
 *
 * <p>Beauty is decided in the tail: a median method has six lines everywhere, what differs is
 * whether the largest can still be read in one go.
 */
final class SourceLimits {
  static final int FILE_LINES = 400;
  static final int METHOD_LINES = 40;
  static final int TEST_METHOD_LINES = 60;
  static final int PARAMETERS = 5;

  /** Branches of a method, plus one. A switch counts once: a flat table is easy to read. */
  static final int BRANCHES = 8;

  static final int COLUMNS = 100;

  /** As in JSON, so that whoever searches messages and audit writes a key one way. */
  private static final String MESSAGE_KEY = "[a-z][A-Za-z0-9]*";

  private SourceLimits() {}

  /** What in the file is beyond a limit, one line each. */
  static List<String> breaches(SourceFile file) {
    List<String> breaches = new ArrayList<>();
    if (file.lines().size() > FILE_LINES) {
      breaches.add(file.name() + ": " + file.lines().size() + " lines, limit " + FILE_LINES);
    }
    for (int i = 0; i < file.lines().size(); i++) {
      String line = file.lines().get(i);
      if (line.length() > COLUMNS && !line.startsWith("import ") && !line.contains("://")) {
        breaches.add(file.name() + ":" + (i + 1) + ": " + line.length() + " columns");
      }
    }
    new Scanner(file, breaches).scan(file.unit(), null);
    return breaches;
  }

  /** Walks a file's types and methods and notes what is too large or undocumented. */
  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final SourceFile file;
    private final List<String> breaches;

    Scanner(SourceFile file, List<String> breaches) {
      this.file = file;
      this.breaches = breaches;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
      if (isPublic && !file.isTest() && file.trees().getDocComment(getCurrentPath()) == null) {
        report(type, "public type " + type.getSimpleName() + " has no Javadoc");
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long lines = file.lastLine(method) - file.firstLine(method) + 1;
      limit(method, "lines", lines, file.isTest() ? TEST_METHOD_LINES : METHOD_LINES);
      limit(method, "branches + 1", Branches.of(method) + 1, BRANCHES);
      if (!isRecordConstructor(method) && !isForeign(method)) {
        limit(method, "parameters", method.getParameters().size(), PARAMETERS);
      }
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      if (call.getMethodSelect() instanceof MemberSelectTree select
          && select.getIdentifier().contentEquals("addKeyValue")
          && call.getArguments().get(0) instanceof LiteralTree key
          && !String.valueOf(key.getValue()).matches(MESSAGE_KEY)) {
        report(call.getArguments().get(0), "message key " + key + " is not lowerCamel");
      }
      return super.visitMethodInvocation(call, null);
    }

    private boolean isRecordConstructor(MethodTree method) {
      return method.getReturnType() == null && enclosingType().getKind() == Tree.Kind.RECORD;
    }

    /** A function of the C library has the parameters that it has. */
    private boolean isForeign(MethodTree method) {
      return method.getModifiers().getFlags().contains(Modifier.NATIVE)
          || enclosingType().getImplementsClause().stream()
              .anyMatch(parent -> parent.toString().endsWith("Library"));
    }

    private ClassTree enclosingType() {
      return (ClassTree) getCurrentPath().getParentPath().getLeaf();
    }

    private void limit(MethodTree method, String what, long value, int limit) {
      if (value > limit) {
        report(method, method.getName() + ": " + value + " " + what + ", limit " + limit);
      }
    }

    private void report(Tree where, String what) {
      breaches.add(file.name() + ":" + file.firstLine(where) + ": " + what);
    }
  }

  /** Counts the points where a method's way forks. */
  private static final class Branches extends TreeScanner<Integer, Void> {
    static int of(MethodTree method) {
      Integer branches = new Branches().scan(method.getBody(), null);
      return branches == null ? 0 : branches;
    }

    @Override
    public Integer scan(Tree tree, Void unused) {
      Integer below = super.scan(tree, null);
      return (below == null ? 0 : below) + (tree != null && forks(tree) ? 1 : 0);
    }

    @Override
    public Integer reduce(Integer one, Integer other) {
      return (one == null ? 0 : one) + (other == null ? 0 : other);
    }

    /** Classes inside a method have methods of their own, which are counted there. */
    @Override
    public Integer visitClass(ClassTree type, Void unused) {
      return 0;
    }

    private static boolean forks(Tree tree) {
      return switch (tree.getKind()) {
        case IF, FOR_LOOP, ENHANCED_FOR_LOOP, WHILE_LOOP, DO_WHILE_LOOP -> true;
        case CATCH, CONDITIONAL_EXPRESSION, CONDITIONAL_AND, CONDITIONAL_OR -> true;
        case SWITCH, SWITCH_EXPRESSION -> true;
        default -> false;
      };
    }
  }
}
