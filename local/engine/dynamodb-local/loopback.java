import java.lang.reflect.Field;
import java.util.Optional;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * AWS's DynamoDB Local, with the options of its own command line, on 127.0.0.1 instead of all addresses.
 * It prints "ready" when it takes requests, and ends when the process that started it does.
 */
class Loopback {
  private static final long PARENT_LOOK_MS = 250;

  /** LocalStack starts DynamoDB Local with an agent of its own; in its place this one changes nothing. */
  public static void premain(String options) {}

  public static void main(String[] options) throws Exception {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(options);
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    for (Connector connector : ((Server) field.get(proxy)).getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
    }
    proxy.start();
    System.out.println("ready");
    // A parent that nobody has waited for yet still looks alive; that it is no longer the parent shows at once.
    while (ProcessHandle.current().parent().equals(parent)) {
      Thread.sleep(PARENT_LOOK_MS);
    }
    Runtime.getRuntime().halt(0);
  }
}
