import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * EPUBCheck for many books in one process: its start takes longer than most books do.
 *
 * <p>Each line of the input names a book and the file for its report in JSON, with a tab between
 * them; each line of the output is the exit status that the command would have had.
 */
public final class EpubChecks {
    private EpubChecks() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // EPUBCheck speaks there, too
        BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String question;
        while ((question = questions.readLine()) != null) {
            String[] paths = question.split("\t");
            int status = new EpubChecker().run(new String[] {paths[0], "-q", "--json", paths[1]});
            answers.println(status);
            answers.flush();
        }
    }
}
