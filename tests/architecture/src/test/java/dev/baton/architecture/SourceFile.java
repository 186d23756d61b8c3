package dev.baton.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A source file and its syntax tree, as the compiler's own parser sees it.
 *
 * @param name where it is, for messages
 * @param lines its text
 * @param unit its tree, parsed but not attributed
 * @param trees what knows positions and comments in the tree
 */
record SourceFile(String name, List<String> lines, CompilationUnitTree unit, Trees trees) {

  /** Reads and parses a file; its name is told relative to the root. */
  static SourceFile read(Path root, Path file) {
    try {
      return parse(root.relativize(file).toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses a text. */
  static SourceFile parse(String name, String text) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("These tests need a JDK: there is no compiler here");
    }
    var task =
        (JavacTask)
            compiler.getTask(
                null, null, null, List.of("-proc:none"), null, List.of(new Text(name, text)));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      return new SourceFile(name, text.lines().toList(), unit, Trees.instance(task));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the file is part of a test tree. */
  boolean isTest() {
    return name.startsWith("tests/") || name.contains("src/test/");
  }

  /** The number of the line where the tree starts, its annotations included, from 1. */
  long firstLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions().getStartPosition(unit, tree));
  }

  /** The number of the line where the tree ends. */
  long lastLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions().getEndPosition(unit, tree));
  }

  private SourcePositions positions() {
    return trees.getSourcePositions();
  }

  /** A source text in memory, in the shape that the compiler takes. */
  private static final class Text extends SimpleJavaFileObject {
    private final String content;

    Text(String name, String content) {
      super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
