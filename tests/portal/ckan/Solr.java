/* SPDX-License-Identifier: GPL-3.0-or-later */

import org.apache.solr.client.solrj.embedded.JettyConfig;
import org.apache.solr.client.solrj.embedded.JettySolrRunner;

/** Solr out of its library alone: java -cp 'lib/*' Solr.java HOME PORT. */
class Solr {
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);

    new JettySolrRunner(arguments[0], JettyConfig.builder().setContext("/solr").setPort(port).build()).start();
    Thread.currentThread().join();
  }
}
