"""What programs call the kinds of a stock movement: only what means one of ours and nothing else.

*Return* alone may go to a supplier or come from a customer or a job, *count* may be what was counted, *transfer out* is
half of a transfer, *production* made or used something: they are in no list, and are asked. So are codes (101, 261).
"""

from __future__ import annotations

KINDS = {
    "Opening": """opening openingbalance openingstock initial initialstock initialbalance beginningbalance
        anfangsbestand eroffnung eroffnungsbestand saldoinicial inventarioinicial existenciainicial stockinitial
        saldoinicial estoqueinicial giacenzainiziale beginvoorraad""",
    "Receipt": """receipt receipts receive received receiving goodsreceipt goodsreceived goodsreceiptnote
        goodsreceiptpo purchasereceipt purchasereceived poreceipt purchaseorderreceipt vendorreceipt supplierreceipt
        purchase purchases purchased buy bought restock restocking replenishment
        wareneingang lieferantenzugang einkauf zukauf recepcion compra compras
        reception achat achats recebimento ricevimento ricezione acquisto acquisti ontvangst inkoop
        zakup przyjeciezewnetrzne pz""",
    "Return to Supplier": """returntosupplier returntovendor supplierreturn vendorreturn purchasereturn
        purchasereturns returnpurchase rtv rucksendunglieferant lieferantenretoure lieferantenrucksendung
        devolucionproveedor devolucioncompra retourfournisseur devolucaofornecedor devolucaocompra resofornitore
        retourleverancier""",
    "Issue": """issue issues issued goodsissue materialissue productionissue jobissue wipissue issuetojob
        issuetoproduction issuetowip issuetowork consumption consumed consume materialconsumption
        productionconsumption assemblyconsumption backflush usage used
        verbrauch entnahme materialentnahme fertigungsentnahme consumo consumoproduccion consumoproducao
        consommation consumoproduzione verbruik zuzycie rozchodwewnetrzny rw""",
    "Return from Job": """returnfromjob jobreturn returnfromproduction productionreturn returnfromwip issuereturn
        returnfromfloor materialreturnfromproduction ruckgabefertigung devolucionproduccion retourproduction
        resoproduzione""",
    "Completion": """completion completions productionreceipt productionoutput productioncompletion assemblyoutput
        finishedgoodsreceipt finishedgoodreceipt fgreceipt receiptfromproduction manufacturingreceipt
        produced manufactured fertigmeldung zugangfertigung fertigungszugang
        entradaproduccion entradaproducao entreeproduction caricoproduzione przyjeciewewnetrzne pw""",
    "Shipment": """shipment shipments shipped ship sale sales sold dispatch dispatched salesshipment
        salesissue salesorderissue salesdelivery customershipment verkauf versand venta ventas vente ventes
        venda vendas vendita vendite verkoop sprzedaz wydaniezewnetrzne wz""",
    "Sales Return": """salesreturn salesreturns salereturn returnsale customerreturn returnfromcustomer kundenretoure
        kundenrucksendung devolucioncliente devolucionventa retourclient devolucaocliente devolucaovenda resocliente
        retourklant""",
    "Scrap": """scrap scrapped scrapping waste wastage spoilage spoiled spoilt breakage damaged writeoff writtenoff
        ausschuss verschrottung merma mermas desperdicio desecho rebut casse refugo sucata descarte scarto afval
        uitval""",
    "Adjustment": """adjustment adjustments adjust adjusted inventoryadjustment correction
        inventorycorrection korrektur bestandskorrektur ajuste ajustes ajusteinventario ajustement correctionstock
        rettifica correctie korekta""",
    "Transfer": """transfer transfers transferred transfert stocktransfer locationtransfer warehousetransfer
        internaltransfer umlagerung transferencia traslado traspaso trasferimento verplaatsing
        przesuniecie mm""",
}
WAYS = {
    "Receipt": """in inbound inward inwards incoming stockin goodsin eingang zugang einbuchung einlagerung entrada
        entradas ingreso ingresos entree entrees carico entrata przychod przyjecie""",
    "Issue": """out outbound outward outwards outgoing stockout goodsout ausgang abgang ausbuchung auslagerung salida
        salidas egreso egresos sortie sorties saida saidas scarico uscita rozchod wydanie""",
}
"""Words that say only which way the quantity went: it is right in stock then, and the kind of movement is a guess."""
INWARDS = frozenset({"Opening", "Receipt", "Return from Job", "Completion", "Sales Return"})
"""Kinds that bring in: a negative quantity takes back, whether a file has signs for ways or for corrections."""
SIGNED = frozenset({"Adjustment", "Count"})
"""Kinds whose quantity has a sign of its own here; of all others the kind says which way it went."""
