"""Spanish headers."""

WORDS = {
    "item": """suministro ; codigo suministro ; articulo|producto|material|pieza|item number|codigo|clave|id
        articulo ; producto ; material ; referencia ; codigo|number|clave|id articulo|producto|material|pieza|item
        codigo interno ; codigo barras articulo ; number parte|pieza ; parte number ; id insumo
        codigo insumo|repuesto ; clave material ; number catalogo ; codigo sku ; codigo pieza|parte""",
    "item-name": """descripcion|nombre|denominacion|texto articulo|producto|material ; texto breve material
        texto breve ; articulo|producto|material descripcion|nombre""",
    "description": "descripcion ; denominacion ; texto ; detalle ; concepto ; especificacion",
    "name": "nombre ; razon social ; nombre comercial ; denominacion",
    "company-name": "empresa ; nombre empresa ; compania",
    "code": "codigo ; clave ; identificador ; referencia",
    "item-kind": "tipo|clase material|articulo|producto",
    "unit": """unidad ; unidad medida ; unidad base ; medida ; unidad medida entrada ; unidad medida base
        un medida ; unidades medida ; unit medida entrada ; umb ; unit medida base ; unit medida ; unit ; u medida
        presentacion ; unid medida ; unidad compra|venta|stock ; und medida""",
    "quantity": """cantidad ; cantidades ; cantidad movimiento ; ctd en un entrada ; cantidad en unidad entrada
        unidades ; piezas ; number unidades ; cantidad total ; cantidad salida|entrada|ingreso ; pzas ; pzs
        cantidad ajustada""",
    "ordered-quantity": """cantidad pedida ; cantidad pedido ; cantidad solicitada ; cantidad ordenada
        unidades pedidas|solicitadas|compradas ; cantidad comprada ; piezas pedidas ; cantidad oc
        cantidad de compra ; number unidades pedidas""",
    "planned-quantity": """cantidad planificada ; cantidad prevista ; cantidad a producir ; cantidad orden
        cantidad programada|producir ; cantidad a fabricar ; cantidad planeada ; piezas a producir
        cantidad objetivo""",
    "good-quantity": """cantidad buena ; cantidad producida ; cantidad fabricada
        piezas|unidades buenas|producidas|terminadas|ok|conformes ; producidas ; buenas
        cantidad terminada|realizada|aprobada ; producido ; cantidad real producida ; produccion real""",
    "scrap-quantity": """merma ; cantidad rechazada ; desperdicio ; chatarra ; cantidad merma ; rechazos
        piezas malas|rechazadas|defectuosas ; defectuosas ; desecho ; rechazadas ; unidades defectuosas|rechazadas
        cantidad defectuosa ; mermas ; desperdicios ; piezas scrap""",
    "received-quantity": """cantidad recibida ; cantidad entregada ; recibido ; unidades recibidas
        cantidad recib|ingresada ; recibidas ; piezas recibidas ; entregado ; recibida ; total recibido""",
    "on-hand": """existencias ; existencia ; stock ; inventario ; stock actual ; cantidad stock
        libre utilizacion ; cantidad en stock ; saldo actual ; stock|cantidad|existencia sistema
        inventario final ; existencia|stock teorico ; existencia teorica ; saldo final ; saldo existencia ; saldo
        cant en stock ; stock total ; existencias actuales ; cantidad existente ; cantidad actual
        unidades en stock ; remanente""",
    "available": "disponible ; stock disponible ; cantidad disponible ; disponibles",
    "counted": """conteo ; cantidad contada ; inventario fisico ; conteo fisico ; existencia|cantidad fisica
        stock fisico ; fisico ; stock|inventario real ; cantidad real ; existencia real ; conteo 1 ; primer conteo
        toma fisica""",
    "unit-cost": """costo|coste por unidad ; costo|coste unidad ; costo unitario ; coste unitario ; costo promedio
        coste medio ; costo unit ; c unitario ; costo unitario promedio ; costo prom ; ultimo costo unitario""",
    "cost": "costo ; coste ; costo producto",
    "standard-cost": "costo estandar ; coste estandar ; precio estandar",
    "purchase-price": """precio compra ; precio neto ; costo compra ; precio coste ; precio costo ; p compra
        precio proveedor ; ultimo precio compra ; precio unitario compra""",
    "unit-price": """precio por unidad ; precio unitario ; precio unidad ; precio unit ; p unit ; p unitario ; p u
        pu ; valor unitario ; valor unit""",
    "price": "precio",
    "selling-price": """precio venta ; pvp ; precio venta publico ; precio pub ; precio publico ; preciopub
        p venta ; precio lista ; precio final ; precio al publico ; tarifa venta ; valor venta ; precio cliente
        precio minorista""",
    "amount": """importe ; monto ; valor ; importe total ; importe mon local ; importe moneda local ; total
        valor total ; monto total ; importe en moneda local ; importe ml ; costo total ; coste total ; total costo
        valor inventario ; valorizado ; total linea ; importe neto ; subtotal""",
    "date": "fecha ; dia",
    "posting-date": """fecha contabilizacion ; fecha movimiento ; fecha asiento ; fecha contable ; fecha operacion
        fec mov ; f movimiento ; fecha registro contable ; fecha transaccion ; fec movimiento
        fecha consumo|traspaso|ajuste""",
    "document-date": "fecha documento",
    "order-date": """fecha pedido ; fecha orden ; fecha compra ; fecha oc|emision|solicitud ; fecha orden compra
        fecha realizacion pedido ; emision ; fecha de la orden""",
    "sale-date": "fecha venta|factura ; fecha emision",
    "due-date": """fecha vencimiento ; vencimiento ; fecha requerida ; fecha necesidad ; fecha limite
        fecha fin prevista ; fecha compromiso entrega ; fecha tope ; fecha comprometida ; entrega ; fecha maxima""",
    "promised-date": """fecha entrega|llegada|recepcion esperada|prevista|estimada|programada ; fecha prometida
        fecha compromiso ; fecha confirmada ; fecha prevista ; fecha estimada ; entrega prevista|estimada|esperada
        fecha esperada|programada ; fecha llegada prevista|estimada ; fecha estimada llegada
        fecha entrega pactada ; llegada estimada ; fecha arribo estimada""",
    "delivery-date": "fecha entrega",
    "received-date": """fecha entrega|recepcion|llegada real ; fecha recepcion ; fecha recibido
        fecha entrada mercancias ; recibido el ; fecha ingreso almacen ; fecha real entrega|recepcion
        fecha recibo ; fecha llegada ; entregado el ; fecha entregado ; fecha arribo ; fecha de recibido""",
    "release-date": "fecha liberacion ; fecha lanzamiento ; fecha apertura ; apertura",
    "start-date": "fecha inicio ; inicio ; fecha comienzo",
    "end-date": "fecha fin ; fin ; fecha final ; fecha termino",
    "planned-start": """inicio previsto ; inicio planificado ; fecha inicio prevista
        fecha inicio planificada|programada|estimada""",
    "planned-end": "fin previsto ; fin planificado ; fecha fin prevista|planificada|programada|estimada",
    "actual-end": """fecha real fin ; fin real ; fecha finalizacion ; fecha terminado ; finalizado ; terminado
        fecha cierre real ; fecha termino real ; fecha completado ; fecha terminacion ; fecha real termino
        fecha fin real""",
    "actual-start": "inicio real ; fecha real inicio ; fecha inicio real",
    "valid-from": "valido desde ; vigente desde ; fecha desde",
    "valid-to": "valido hasta ; vigente hasta ; fecha hasta",
    "entered-at": "fecha creacion ; fecha registro ; creado ; fecha alta ; fecha entrada",
    "entered-by": "creado por ; registrado por",
    "movement": "number movimiento ; id movimiento ; movimiento ; codigo movimiento ; movimiento id",
    "movement-type": """tipo movimiento ; clase movimiento ; cl movimiento ; tipo transaccion ; clmv
        entrada salida ; tipo operacion ; operacion inventario ; entrada o salida ; e s ; concepto movimiento""",
    "type": "tipo ; clase",
    "document": """documento ; number documento ; documento material ; albaran ; number albaran ; remito
        documento mat ; folio ; nota entrega ; vale ; number vale ; comprobante ; number comprobante
        guia remision ; vale salida ; number remision ; remision ; nota salida ; number folio""",
    "reference": "referencia ; documento referencia ; referencia documento",
    "line": """linea ; posicion ; renglon ; partida ; posicion documento mat ; posicion document mat
        position document mat ; position""",
    "lot": "lote ; number lote ; number serie ; serie",
    "location": """almacen ; ubicacion ; bodega ; deposito ; codigo almacen ; estante ; sucursal ; ubic ; pasillo
        nombre almacen|bodega ; anaquel ; estanteria ; local ; almacen id|codigo ; bodega id|codigo
        posicion almacen""",
    "from-location": "almacen|ubicacion|bodega|deposito origen ; desde almacen ; origen",
    "to-location": "almacen|ubicacion|bodega|deposito destino ; hasta almacen ; destino",
    "supplier": """proveedor centro suministrador ; codigo|number|id proveedor ; proveedor codigo|number|id
        proveedor ; acreedor ; tercero ; proveedor principal|habitual|preferido ; clave proveedor
        proveedor por defecto""",
    "supplier-name": """descripcion|denominacion proveedor ; nombre proveedor ; proveedor nombre ; nombre vendedor
        razon social proveedor""",
    "customer": "codigo|number|id cliente ; cliente codigo|number|id ; cliente ; clave cliente",
    "customer-name": "descripcion|denominacion cliente ; razon social cliente ; nombre cliente ; cliente nombre",
    "job": """orden trabajo|produccion|fabricacion ; number|codigo orden ; orden
        number orden trabajo|produccion|fabricacion ; ot ; op ; proyecto ; codigo proyecto ; obra
        number proyecto ; id proyecto ; id ot ; codigo ot ; number op""",
    "job-name": """descripcion orden|proyecto ; nombre proyecto ; trabajo ; descripcion trabajo
        trabajo a realizar ; descripcion ot ; titulo ; asunto""",
    "purchase-order": """compra ; id|number|codigo compra ; pedido ; orden ; number|id|codigo orden ; id pedido
        id orden compra ; orden compra ; number pedido ; oc ; documento compras ; number orden compra
        pedido compra""",
    "buyer": "comprador",
    "invoice": "factura ; number factura ; folio factura ; id factura ; factura proveedor ; number factura proveedor",
    "invoice-date": "fecha factura",
    "parent-item": """conjunto ; producto terminado ; producto padre ; padre ; producto final ; ensamble ; receta
        formula ; codigo padre ; articulo padre ; codigo producto final|terminado ; producto a fabricar
        producto elaborado ; id producto terminado""",
    "component": """componente ; materia prima ; insumo ; ingrediente ; codigo componente ; hijo
        codigo|articulo hijo ; codigo materia prima ; id materia prima ; id componente ; subconjunto ; parte
        pieza componente ; id insumo componente""",
    "quantity-per": """cantidad por ; cantidad componente ; cantidad por unidad ; cantidad necesaria ; consumo
        cantidad requerida|unitaria|usada|utilizada ; consumo unitario ; coeficiente ; cantidad por producto
        uso por unidad ; cantidad por pieza ; requerimiento""",
    "work-center": "centro trabajo ; maquina ; puesto trabajo ; recurso ; codigo maquina",
    "step": "number operacion ; secuencia ; paso ; proceso ; etapa ; fase ; tarea ; number paso",
    "operation-name": "operacion ; descripcion operacion ; actividad ; tarea",
    "planned-hours": """horas planificadas ; horas previstas ; tiempo estandar
        horas estimadas|presupuestadas|programadas|estandar ; tiempo estimado|previsto|estandar hours ; horas plan""",
    "employee": """empleado ; codigo empleado ; number empleado ; trabajador ; operario ; legajo ; cedula ; ficha
        number ficha ; dni empleado ; id trabajador ; id operario""",
    "employee-name": """nombre empleado|trabajador|operario ; nombre apellido ; nombre completo ; nombre apellidos
        apellidos nombres ; apellido nombre ; nombres""",
    "hours": """horas ; horas trabajadas ; tiempo horas ; total horas ; duracion horas ; duracion|tiempo hours
        horas decimal ; hs ; cantidad horas
        horas totales|hombre|invertidas|reales|laboradas|netas|normales|empleadas ; hh ; number horas
        tiempo total horas ; tiempo trabajado horas ; hrs trabajadas""",
    "start-time": """hora inicio ; hora entrada ; entrada ; desde ; hora ingreso ; inicio ; hora comienzo
        ingreso ; hora inicial ; h inicio""",
    "end-time": "hora fin ; hora salida ; salida ; hasta ; hora final|termino|egreso ; fin ; termino ; h fin",
    "user": """usuario ; nombre usuario ; persona ; miembro ; colaborador ; tecnico ; responsable ; id usuario
        usuario id ; usuario registro ; encargado ; realizado por ; almacenista ; bodeguero ; elaborado por""",
    "duration": "duracion ; tiempo",
    "hourly-rate": """tarifa ; tarifa hora ; costo hora ; salario hora
        costo|coste|salario|tarifa|precio|valor por hora ; precio|coste|valor hora ; jornal hora
        costo mano obra hora""",
    "department": "departamento ; area ; seccion",
    "account": """cuenta ; number cuenta ; codigo cuenta ; cuenta contable ; cuenta mayor ; cta ; number cta
        codigo contable ; cta contable ; cod cta""",
    "account-name": "nombre cuenta ; descripcion cuenta",
    "debit": "debe ; debito ; cargo ; cargos ; debitos",
    "credit": "haber ; credito ; abono ; abonos ; creditos",
    "opening": """saldo inicial ; saldo anterior ; saldo apertura ; s inicial ; saldo ini ; saldos iniciales
        saldo periodo anterior""",
    "journal": "diario ; asiento ; number asiento ; asiento contable ; poliza ; number poliza ; codigo diario",
    "period": "periodo ; mes",
    "status": "estado ; estatus ; situacion ; estado|estatus orden|ot|pedido|oc|proyecto|compra|produccion ; etapa",
    "priority": "prioridad",
    "active": "activo",
    "lead-time": """plazo entrega ; tiempo entrega ; tiempo reposicion ; plazo aprovisionamiento
        tiempo suministro ; plazo ; plazo proveedor""",
    "lead-time-days": "dias entrega ; plazo entrega dias",
    "reorder-point": """punto reorden ; punto pedido ; punto reposicion ; nivel reorden|reposicion ; alerta stock
        stock alerta ; stock critico ; umbral ; nivel critico ; punto critico ; umbral minimo""",
    "safety-stock": "stock seguridad ; inventario seguridad",
    "minimum-level": "stock minimo ; existencia|existencias minima|minimas ; inventario minimo ; nivel minimo",
    "minimum-stock": "minimo ; cantidad minima",
    "maximum-stock": "stock maximo ; existencia maxima ; maximo ; cantidad maxima ; inventario maximo",
    "weight": "peso ; peso neto",
    "family": """familia ; categoria ; grupo ; grupo articulos ; linea producto ; grupo materiales ; rubro
        id grupo|categoria|familia|rubro ; linea ; categoria producto ; subfamilia grupo ; clasificacion
        grupo producto ; linea articulo ; linea productos ; nombre categoria""",
    "note": "notas ; nota ; comentario ; comentarios ; observaciones ; observacion",
    "reason": "motivo ; causa ; razon",
    "currency": "moneda ; divisa",
    "address": """direccion ; calle ; domicilio ; direccion facturacion calle| ; domicilio fiscal ; calle number
        direccion fiscal|completa|comercial ; calle y number""",
    "city": "ciudad ; poblacion ; localidad ; municipio",
    "country": "pais",
    "tax-number": """nif ; cif ; rut ; ruc ; rfc ; cuit ; nit ; number identificacion fiscal
        number ruc|rut|nit|cuit|nif ; rnc ; cif nif ; nif cif ; id fiscal ; dni ruc ; ruc dni ; rut empresa
        cedula juridica ; cedula ruc""",
    "bank-account": "cuenta bancaria",
    "email": "correo ; correo electronico",
    "contact": "contacto ; persona contacto",
    "language": "idioma",
    "forecast": """pronostico ; demanda ; prevision ; cantidad vendida ; unidades vendidas
        demanda mensual|anual|prevista|estimada ; ventas unidades ; pronostico ventas ; demanda pronosticada
        venta unidades ; cantidad pronosticada""",
    "owner": """responsable ; encargado ; jefe proyecto ; asignado ; asignado a ; supervisor
        responsable proyecto ; lider proyecto ; planificador""",
    "percent-complete": """percent avance ; avance ; porcentaje avance|completado ; percent completado
        avance percent ; progreso ; percent progreso ; avance real""",
    "work-date": "fecha trabajo|parte|labor|jornada|turno ; fecha registro trabajo ; dia trabajado",
    "moved-date": "fecha salida|ingreso",
}

TABLES = {
    "Materials": """inventario ; existencias ; articulos ; productos ; materiales ; producto ; articulo ; catalogo
        insumos ; repuestos""",
    "Movements": "movimientos ; movimientos stock ; movimientos inventario ; kardex ; entradas ; salidas",
    "Jobs": "ordenes ; ordenes trabajo ; ordenes produccion ; proyectos",
    "Labor": "horas ; partes horas ; partes trabajo",
    "Bill of Materials": "lista materiales ; estructura ; formulas ; recetas",
    "Suppliers": "proveedores ; proveedor ; acreedores",
    "Purchases": "compras ; pedidos ; ordenes compra ; pedidos compra",
    "Customers": "clientes ; cliente",
    "Employees": "empleados ; personal ; trabajadores",
    "Counts": "inventario ; existencias ; conteo ; conteos ; inventario fisico",
    "GL Accounts": "balance comprobacion ; sumas saldos ; cuentas ; balance sumas saldos",
    "Demand": "ventas ; demanda ; pronostico",
}
