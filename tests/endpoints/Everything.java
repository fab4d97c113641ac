// SPDX-License-Identifier: Apache-2.0
// A server of the JDK with everything on that it has: TLS 1.0 to 1.3 and every suite, null and anonymous ones too.
import java.io.FileInputStream;
import java.net.InetAddress;
import java.security.KeyStore;
import javax.net.ssl.*;

public class Everything {
    public static void main(String[] arguments) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new FileInputStream(arguments[1]), "secret".toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory()
            .createServerSocket(Integer.parseInt(arguments[0]), 200, InetAddress.getLoopbackAddress());
        server.setEnabledCipherSuites(server.getSupportedCipherSuites());
        server.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"});
        while (true) {
            SSLSocket peer = (SSLSocket) server.accept();
            Thread answer = new Thread(() -> {
                try (peer) {
                    peer.setSoTimeout(10000);
                    peer.startHandshake();
                    peer.getInputStream().read(new byte[1024]);
                    peer.getOutputStream().write("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes());
                } catch (Exception ignored) {
                    // A scanner ends most handshakes half way.
                }
            });
            answer.setDaemon(true);
            answer.start();
        }
    }
}
