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
import java.util.ArrayList;
import java.util.Iterator;
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

  /** Reads and parses files, in their order; their names are told relative to the root. */
  static List<SourceFile> read(Path root, List<Path> files) {
    return parse(
        files.stream()
            .map(
                file -> {
                  try {
                    return new Text(root.relativize(file).toString(), Files.readString(file));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .toList());
  }

  /** Parses a text. */
  static SourceFile parse(String name, String text) {
    return parse(List.of(new Text(name, text))).get(0);
  }

  /** A compiler takes longer to be made than to parse a file, so one parses them all. */
  private static List<SourceFile> parse(List<Text> texts) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("These tests need a JDK: there is no compiler here");
    }
    var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, texts);
    try {
      Trees trees = Trees.instance(task);
      Iterator<Text> text = texts.iterator();
      List<SourceFile> parsed = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Text its = text.next();
        parsed.add(new SourceFile(its.name, its.content.lines().toList(), unit, trees));
      }
      return parsed;
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
    private final String name;
    private final String content;

    Text(String name, String content) {
      super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
      this.name = name;
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
